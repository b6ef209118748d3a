"""Forms: they parse, services decide."""

from mumpuni.people.forms.accounts import AccountForm, EndRoleForm, GrantForm, InviteForm, LanguageForm
from mumpuni.people.forms.agencies import (
    AgencyForm,
    DelegationForm,
    EndHolderForm,
    HolderForm,
    OfficeForm,
    OfficeKindForm,
    PositionForm,
    SpellingForm,
    UnitForm,
)
from mumpuni.people.forms.persons import (
    ContactForm,
    EducationForm,
    IdentityForm,
    NewPersonForm,
    PersonForm,
    PostForm,
    ReasonForm,
)
from mumpuni.people.forms.signin import LoginForm, NewPasswordForm, ResetPasswordForm

__all__ = [
    "AccountForm",
    "AgencyForm",
    "ContactForm",
    "DelegationForm",
    "EducationForm",
    "EndHolderForm",
    "EndRoleForm",
    "GrantForm",
    "HolderForm",
    "IdentityForm",
    "InviteForm",
    "LanguageForm",
    "LoginForm",
    "NewPasswordForm",
    "NewPersonForm",
    "OfficeForm",
    "OfficeKindForm",
    "PersonForm",
    "PositionForm",
    "PostForm",
    "ReasonForm",
    "ResetPasswordForm",
    "SpellingForm",
    "UnitForm",
]
