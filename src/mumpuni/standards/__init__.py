"""What officials are measured against: for now the competency units of the 2019 programme's qualifications."""
