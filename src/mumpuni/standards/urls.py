"""Addresses of standards: framework, SKK-PDN, SP2-PDN, dictionary and position standards, units of the guide."""

from django.urls import path

from mumpuni.standards.views import stages, units

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
    path("skk-pdn/<int:pk>/tahap/bukti/", stages.Evidence.as_view(), name="stage_evidence"),
    path("skk-pdn/<int:pk>/tahap/dokumen/tambah/", stages.AddOutput.as_view(), name="stage_output_add"),
    path("skk-pdn/<int:pk>/tahap/dokumen/<int:output>/", stages.stage_file, name="stage_output_file"),
    path(
        "skk-pdn/<int:pk>/tahap/dokumen/<int:output>/hapus/", stages.RemoveOutput.as_view(), name="stage_output_remove"
    ),
    path("skk-pdn/<int:pk>/tahap/tim/tambah/", stages.AddMember.as_view(), name="team_add"),
    path("skk-pdn/<int:pk>/tahap/tim/<int:member>/akhiri/", stages.EndMember.as_view(), name="team_end"),
    # SP2-PDN: sp2-pdn/
    # Dictionary and position standards: kamus/, skj/
]
