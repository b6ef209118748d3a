"""Addresses of imports, jobs and the outbox."""

from django.urls import path

from mumpuni.exchange.views import grid, imports, outbox, progress

app_name = "exchange"
urlpatterns = [
    path("impor/", imports.ImportList.as_view(), name="import_list"),
    path("impor/baru/<str:kind>/", imports.new_import, name="import_new"),
    path("impor/templat/<str:kind>/", imports.template, name="import_template"),
    path("impor/<uuid:batch_id>/", grid.detail, name="import_detail"),
    path("impor/<uuid:batch_id>/kolom/", imports.columns, name="import_columns"),
    path("impor/<uuid:batch_id>/lembar/", imports.sheet, name="import_sheet"),
    path("impor/<uuid:batch_id>/baris/<int:number>/", grid.row, name="import_row"),
    path("impor/<uuid:batch_id>/lewati/", grid.skip_all, name="import_skip_all"),
    path("impor/<uuid:batch_id>/ambil/", grid.take_all, name="import_take_all"),
    path("impor/<uuid:batch_id>/masalah/", grid.errors, name="import_errors"),
    path("impor/<uuid:batch_id>/masukkan/", imports.confirm, name="import_confirm"),
    path("impor/<uuid:batch_id>/batalkan/", imports.undo, name="import_undo"),
    path("pekerjaan/<uuid:progress_id>/", progress.page, name="progress"),
    path("pekerjaan/<uuid:progress_id>/kemajuan/", progress.fragment, name="progress_fragment"),
    path("surat-keluar/", outbox.MailList.as_view(), name="mail_list"),
    path("surat-keluar/<uuid:mail_id>/", outbox.detail, name="mail_detail"),
    path("surat-keluar/<uuid:mail_id>/ulang/", outbox.retry, name="mail_retry"),
]
