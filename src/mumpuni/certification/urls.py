"""Addresses of results, issue, certificates and verification."""

from django.urls import path

from mumpuni.certification.views import approvals, certificates, names, own, public, results, runs, schemes

app_name = "certification"
urlpatterns = [
    path("hasil/", results.ResultBatchList.as_view(), name="result_list"),
    path("hasil/kebutuhan/", results.needs, name="needs"),
    path("hasil/nama/", names.proposals, name="name_proposals"),
    path("hasil/nama/<int:pk>/", names.settle, name="name_settle"),
    path("hasil/peserta/<int:pk>/", results.participant, name="participant"),
    path("hasil/peserta/<int:pk>/koreksi/<int:unit>/", results.correct, name="verdict_correct"),
    path("hasil/<int:pk>/", results.grid, name="results"),
    path("hasil/<int:pk>/templat/", results.template, name="results_template"),
    path("hasil/<int:pk>/minta-nama/", names.ask, name="names_ask"),
    path("penerbitan/", runs.RunList.as_view(), name="run_list"),
    path("penerbitan/baru/", runs.new, name="run_new"),
    path("penerbitan/<int:pk>/", runs.detail, name="run_detail"),
    path("penerbitan/<int:pk>/ketentuan/", runs.terms, name="run_terms"),
    path("penerbitan/<int:pk>/pilih/", runs.choose, name="run_choose"),
    path("penerbitan/<int:pk>/ajukan/", runs.submit, name="run_submit"),
    path("penerbitan/<int:pk>/susun-ulang/", runs.reopen, name="run_reopen"),
    path("penerbitan/<int:pk>/lanjutkan/", runs.resume, name="run_resume"),
    path("penerbitan/<int:pk>/batalkan/", runs.cancel, name="run_cancel"),
    path("penerbitan/<int:pk>/kirim-tautan/", runs.send_links, name="run_send_links"),
    path("persetujuan/", approvals.waiting, name="approvals"),
    path("persetujuan/<int:pk>/<slug:slot>/", approvals.approval, name="approval"),
    path("persetujuan/<int:pk>/<slug:slot>/setujui/", approvals.approve, name="approve"),
    path("persetujuan/<int:pk>/<slug:slot>/tolak/", approvals.decline, name="decline"),
    path("sertifikat/", certificates.Register.as_view(), name="register"),
    path("sertifikat/saya/", own.certificates, name="own"),
    path("sertifikat/saya/nama/<int:pk>/", own.name, name="own_name"),
    path("sertifikat/zip/", certificates.archive, name="archive"),
    path("sertifikat/nama/<str:token>/", own.name_by_link, name="name_by_link"),
    path("sertifikat/tautan/<str:token>/", own.certificates_by_link, name="certificates_by_link"),
    path("sertifikat/tautan/<str:token>/<int:pk>/", own.download_by_link, name="download_by_link"),
    path("sertifikat/<int:pk>/", certificates.detail, name="certificate"),
    path("sertifikat/<int:pk>/unduh/", certificates.download, name="download"),
    path("sertifikat/<int:pk>/cabut/", certificates.withdraw, name="withdraw"),
    path("sertifikat/<int:pk>/koreksi/", certificates.correct, name="correct"),
    path("skema/", schemes.scheme_list, name="scheme_list"),
    path("skema/tambah/", schemes.add, name="scheme_add"),
    path("skema/<int:pk>/", schemes.change, name="scheme"),
    path("verifikasi/", public.verify, name="verify"),
    path("v/<str:code>/", public.by_code, name="verify_code"),
]
