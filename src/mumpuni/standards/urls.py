"""Addresses of standards: framework, SKK-PDN, SP2-PDN, dictionary and position standards, units of the guide."""

from django.urls import path

from mumpuni.standards.views import units

app_name = "standards"
urlpatterns = [
    path("unit-kompetensi/", units.units, name="units"),
    path("unit-kompetensi/unduh/", units.units_export, name="units_export"),
    # KKA-PDN and equivalence: kka-pdn/
    # SKK-PDN, the register: skk-pdn/
    # SKK-PDN, the editor: skk-pdn/<pk>/naskah/
    # SKK-PDN, stages and team: skk-pdn/<pk>/tahap/
    # SP2-PDN: sp2-pdn/
    # Dictionary and position standards: kamus/, skj/
]
