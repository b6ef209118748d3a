"""Addresses of standards: framework, SKK-PDN, SP2-PDN, dictionary and position standards, units of the guide."""

from django.urls import path

from mumpuni.standards.views import careers, framework, officials, units

app_name = "standards"
urlpatterns = [
    path("unit-kompetensi/", units.units, name="units"),
    path("unit-kompetensi/unduh/", units.units_export, name="units_export"),
    # KKA-PDN and equivalence: kka-pdn/
    path("kka-pdn/", framework.page, name="framework"),
    path("kka-pdn/edisi/<int:number>/", framework.page, name="framework_edition"),
    path("kka-pdn/ubah/", framework.ChangeFramework.as_view(), name="framework_change"),
    path("kka-pdn/tabel/", framework.table_list, name="table_list"),
    path("kka-pdn/tabel/<int:pk>/", framework.table_page, name="table"),
    path("kka-pdn/tabel/tambah/<slug:kind>/", framework.table_add, name="table_add"),
    path("kka-pdn/saya/", officials.own, name="own_level"),
    path("kka-pdn/pegawai/", officials.OfficialList.as_view(), name="official_list"),
    path("kka-pdn/pegawai/<int:pk>/", officials.page, name="official"),
    path("kka-pdn/pegawai/<int:pk>/capaian/", officials.AddAttainment.as_view(), name="attainment_add"),
    path("kka-pdn/capaian/<int:pk>/perbaiki/", officials.CorrectAttainment.as_view(), name="attainment_correct"),
    path("kka-pdn/capaian/<int:pk>/akhiri/", officials.EndAttainment.as_view(), name="attainment_end"),
    path("kka-pdn/pegawai/<int:pk>/pengalaman/", officials.AddExperience.as_view(), name="experience_add"),
    path("kka-pdn/pengalaman/<int:pk>/perbaiki/", officials.CorrectExperience.as_view(), name="experience_correct"),
    path("kka-pdn/pengalaman/<int:pk>/akhiri/", officials.EndExperience.as_view(), name="experience_end"),
    path("kka-pdn/pegawai/<int:pk>/keputusan/", officials.DecideLevel.as_view(), name="level_decide"),
    path("kka-pdn/karier/", careers.page, name="careers"),
    # SKK-PDN, the register: skk-pdn/
    # SKK-PDN, the editor: skk-pdn/<pk>/naskah/
    # SKK-PDN, stages and team: skk-pdn/<pk>/tahap/
    # SP2-PDN: sp2-pdn/
    # Dictionary and position standards: kamus/, skj/
]
