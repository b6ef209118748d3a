"""Addresses of standards: framework, SKK-PDN, SP2-PDN, dictionary and position standards, units of the guide."""

from django.urls import path

from mumpuni.standards.views import drafting, editor, units

app_name = "standards"
urlpatterns = [
    path("unit-kompetensi/", units.units, name="units"),
    path("unit-kompetensi/unduh/", units.units_export, name="units_export"),
    # KKA-PDN and equivalence: kka-pdn/
    # SKK-PDN, the register: skk-pdn/
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
    # SP2-PDN: sp2-pdn/
    # Dictionary and position standards: kamus/, skj/
]
