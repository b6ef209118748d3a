"""Addresses of standards: framework, SKK-PDN, SP2-PDN, dictionary and position standards, units of the guide."""

from django.urls import path

from mumpuni.standards.views import development, stages, units

app_name = "standards"
urlpatterns = [
    path("unit-kompetensi/", units.units, name="units"),
    path("unit-kompetensi/unduh/", units.units_export, name="units_export"),
    # KKA-PDN and equivalence: kka-pdn/
    # SKK-PDN, the register: skk-pdn/
    # SKK-PDN, the editor: skk-pdn/<pk>/naskah/
    # SKK-PDN, stages and team: skk-pdn/<pk>/tahap/
    path("skk-pdn/papan/", stages.board, name="board"),
    path("skk-pdn/tahapan/", stages.requirements, name="stage_requirements"),
    path("skk-pdn/tahapan/tambah/", stages.AddRequirement.as_view(), name="stage_requirement_add"),
    path("skk-pdn/tahapan/<int:pk>/akhiri/", stages.EndRequirement.as_view(), name="stage_requirement_end"),
    path("skk-pdn/<int:pk>/tahap/", stages.stage, name="stage"),
    path("skk-pdn/<int:pk>/tahap/maju/", stages.Advance.as_view(), name="stage_advance"),
    path("skk-pdn/<int:pk>/tahap/kembalikan/", stages.Return.as_view(), name="stage_return"),
    path("skk-pdn/<int:pk>/tahap/kaji-ulang/", stages.Review.as_view(), name="stage_review"),
    path("skk-pdn/<int:pk>/tahap/dokumen/tambah/", stages.AddOutput.as_view(), name="stage_output_add"),
    path("skk-pdn/<int:pk>/tahap/dokumen/<int:output>/", stages.stage_file, name="stage_output_file"),
    path(
        "skk-pdn/<int:pk>/tahap/dokumen/<int:output>/hapus/", stages.RemoveOutput.as_view(), name="stage_output_remove"
    ),
    path("skk-pdn/<int:pk>/tahap/tim/tambah/", stages.AddMember.as_view(), name="team_add"),
    path("skk-pdn/<int:pk>/tahap/tim/<int:member>/akhiri/", stages.EndMember.as_view(), name="team_end"),
    # SP2-PDN: sp2-pdn/
    path("sp2-pdn/", development.DevelopmentList.as_view(), name="development_list"),
    path("sp2-pdn/susun/", development.Derive.as_view(), name="development_derive"),
    path("sp2-pdn/<int:pk>/", development.detail, name="development_detail"),
    path("sp2-pdn/<int:pk>/unduh/", development.export, name="development_export"),
    path("sp2-pdn/<int:pk>/dasar-hukum/", development.Ground.as_view(), name="development_ground"),
    path("sp2-pdn/<int:pk>/unit/<int:unit>/", development.unit, name="development_unit"),
    path("sp2-pdn/<int:pk>/tahap/", development.walk, name="development_stages"),
    path("sp2-pdn/<int:pk>/tahap/maju/", development.Advance.as_view(), name="development_advance"),
    path("sp2-pdn/<int:pk>/tahap/kembali/", development.Return.as_view(), name="development_return"),
    path("sp2-pdn/<int:pk>/dokumen/baru/", development.AddOutput.as_view(), name="development_output_add"),
    path("sp2-pdn/<int:pk>/dokumen/<int:output>/", development.output_file, name="development_output"),
    path(
        "sp2-pdn/<int:pk>/dokumen/<int:output>/hapus/",
        development.RemoveOutput.as_view(),
        name="development_output_remove",
    ),
    path("panduan-penyelenggaraan/", development.GuideList.as_view(), name="guide_list"),
    path("panduan-penyelenggaraan/baru/", development.AddGuide.as_view(), name="guide_add"),
    path("panduan-penyelenggaraan/<int:guide>/akhiri/", development.EndGuide.as_view(), name="guide_end"),
    # Dictionary and position standards: kamus/, skj/
]
