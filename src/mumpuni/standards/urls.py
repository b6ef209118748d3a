"""Addresses of standards: framework, SKK-PDN, SP2-PDN, dictionary and position standards, units of the guide."""

from django.urls import path

from mumpuni.standards.views import careers, framework, officials, units
from mumpuni.standards.views import dictionary, modules, positions, units
from mumpuni.standards.views import stages, units
from mumpuni.standards.views import development, stages, units
from mumpuni.standards.views import exports, register, units
from mumpuni.standards.views import drafting, editor, units

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
    path("skk-pdn/", register.Register.as_view(), name="skk_list"),
    path("skk-pdn/cari/", register.find, name="skk_search"),
    path("skk-pdn/case/", exports.case_register, name="skk_case_all"),
    path("skk-pdn/<int:pk>/", register.detail, name="skk_detail"),
    path("skk-pdn/versi/<int:pk>/buku/", exports.book, name="skk_book"),
    path("skk-pdn/versi/<int:pk>/case/", exports.case_package, name="skk_case"),
    path("skk-pdn/versi/<int:pk>/csv/", exports.csv_file, name="skk_csv"),
    path("skk-pdn/versi/<int:pk>/excel/", exports.workbook, name="skk_workbook"),
    # SKK-PDN, the editor: skk-pdn/<pk>/naskah/
    path("skk-pdn/baru/", drafting.NewStandard.as_view(), name="skk_new"),
    path("skk-pdn/bandingkan/", editor.compare, name="skk_compare"),
    path("skk-pdn/<int:pk>/naskah/", editor.text_page, name="skk_text"),
    path("skk-pdn/<int:pk>/naskah/kepala/", drafting.Heading.as_view(), name="skk_heading"),
    path("skk-pdn/<int:pk>/naskah/riwayat/", editor.history, name="skk_history"),
    path("skk-pdn/<int:pk>/naskah/riwayat/<int:entry>/kembalikan/", drafting.restore, name="skk_restore"),
    path("skk-pdn/<int:pk>/naskah/rapikan/", drafting.Renumber.as_view(), name="skk_renumber"),
    path("skk-pdn/<int:pk>/naskah/salin/", drafting.copy, name="skk_copy"),
    path("skk-pdn/<int:pk>/naskah/komentar/", drafting.comment, name="skk_comment"),
    path("skk-pdn/<int:pk>/naskah/komentar/<int:comment>/selesai/", drafting.settle, name="skk_comment_settle"),
    path("skk-pdn/<int:pk>/naskah/tambah/", drafting.add, name="skk_node_add"),
    path("skk-pdn/<int:pk>/naskah/tambah/<str:kind>/", drafting.AddUnit.as_view(), name="skk_unit_add"),
    path("skk-pdn/<int:pk>/naskah/<uuid:node>/simpan/", drafting.save, name="skk_node_save"),
    path("skk-pdn/<int:pk>/naskah/<uuid:node>/pindah/", drafting.Move.as_view(), name="skk_node_move"),
    path("skk-pdn/<int:pk>/naskah/<uuid:node>/hapus/", drafting.Remove.as_view(), name="skk_node_remove"),
    path("skk-pdn/<int:pk>/naskah/<uuid:node>/riwayat/", editor.history, name="skk_node_history"),
    path("skk-pdn/<int:pk>/naskah/<uuid:node>/komentar/", drafting.comment, name="skk_node_comment"),
    path("skk-pdn/<int:pk>/naskah/<uuid:node>/padanan/", drafting.AddCounterpart.as_view(), name="skk_counterpart_add"),
    path(
        "skk-pdn/<int:pk>/naskah/<uuid:node>/padanan/<int:counterpart>/lepas/",
        drafting.remove_counterpart,
        name="skk_counterpart_remove",
    ),
    path("skk-pdn/<int:pk>/naskah/<uuid:node>/tanpa-padanan/", drafting.no_counterpart, name="skk_no_counterpart"),
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
