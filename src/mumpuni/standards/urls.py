"""Addresses of standards: framework, SKK-PDN, SP2-PDN, dictionary and position standards, units of the guide."""

from django.urls import path

from mumpuni.standards.views import dictionary, modules, positions, units

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
    path("kamus/", dictionary.current, name="dictionary"),
    path("kamus/muat/", dictionary.load, name="dictionary_load"),
    path("kamus/baru/", dictionary.NewEdition.as_view(), name="dictionary_new"),
    path("kamus/<int:pk>/", dictionary.edition, name="dictionary_edition"),
    path("kamus/<int:pk>/unduh/", dictionary.export, name="dictionary_export"),
    path("kamus/<int:pk>/terbitkan/", dictionary.Publish.as_view(), name="dictionary_publish"),
    path("kamus/<int:pk>/buang/", dictionary.Discard.as_view(), name="dictionary_discard"),
    path("kamus/<int:pk>/<slug:code>/", dictionary.competency, name="dictionary_competency"),
    path("skj/", positions.StandardList.as_view(), name="position_standards"),
    path("skj/muat/", positions.load, name="position_standards_load"),
    path("skj/unduh/", positions.export, name="position_standards_export"),
    path("skj/belum-ada/", positions.missing, name="position_standards_missing"),
    path("skj/baru/", positions.NewStandard.as_view(), name="position_standard_new"),
    path("skj/<int:pk>/", positions.standard, name="position_standard"),
    path("skj/<int:pk>/ubah/", positions.edit, name="position_standard_edit"),
    path("skj/<int:pk>/versi-baru/", positions.NewVersion.as_view(), name="position_standard_version"),
    path("skj/<int:pk>/terbitkan/", positions.Publish.as_view(), name="position_standard_publish"),
    path("skj/<int:pk>/buang/", positions.Discard.as_view(), name="position_standard_discard"),
    # Modules of the guide: unit-kompetensi/modul/
    path("unit-kompetensi/modul/", modules.module_list, name="modules"),
    path("unit-kompetensi/modul/<int:pk>/", modules.ChangeModule.as_view(), name="module_change"),
]
