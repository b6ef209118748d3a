"""Addresses of standards: framework, SKK-PDN, SP2-PDN, dictionary and position standards, units of the guide."""

from django.urls import path

from mumpuni.standards.views import exports, register, units

app_name = "standards"
urlpatterns = [
    path("unit-kompetensi/", units.units, name="units"),
    path("unit-kompetensi/unduh/", units.units_export, name="units_export"),
    # KKA-PDN and equivalence: kka-pdn/
    # SKK-PDN, the register: skk-pdn/
    path("skk-pdn/", register.Register.as_view(), name="skk_list"),
    path("skk-pdn/cari/", register.find, name="skk_search"),
    path("skk-pdn/case/", exports.case_register, name="skk_case_all"),
    path("skk-pdn/<int:pk>/", register.detail, name="skk_detail"),
    path("skk-pdn/versi/<int:pk>/buku/", exports.book, name="skk_book"),
    path("skk-pdn/versi/<int:pk>/case/", exports.case_package, name="skk_case"),
    path("skk-pdn/versi/<int:pk>/csv/", exports.csv_file, name="skk_csv"),
    path("skk-pdn/versi/<int:pk>/excel/", exports.workbook, name="skk_workbook"),
    # SKK-PDN, the editor: skk-pdn/<pk>/naskah/
    # SKK-PDN, stages and team: skk-pdn/<pk>/tahap/
    # SP2-PDN: sp2-pdn/
    # Dictionary and position standards: kamus/, skj/
]
