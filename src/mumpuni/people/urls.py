"""Addresses of people, agencies, accounts and offices."""

from django.urls import path
from django.views.generic import RedirectView

from mumpuni.people.views import accounts, agencies, calendars, offices, own, persons

app_name = "people"
urlpatterns = [
    path("masuk/", RedirectView.as_view(pattern_name="account_login", query_string=True), name="sign_in"),
    path("undangan/<str:token>/", own.invitation_page, name="invitation"),
    path("saya/", own.profile_page, name="profile"),
    path("saya/telepon/", own.OwnContact.as_view(), name="own_contact"),
    path("saya/bahasa/", own.choose_language, name="own_language"),
    path("saya/sesi/<int:pk>/akhiri/", own.end_session, name="end_session"),
    path("saya/faktor-kedua/", own.second_factor_page, name="second_factor"),
    path("pegawai/", persons.PersonList.as_view(), name="person_list"),
    path("pegawai/tambah/", persons.AddPerson.as_view(), name="person_add"),
    path("pegawai/ganda/", persons.duplicates_page, name="duplicates"),
    path("pegawai/penggabungan/<int:pk>/batalkan/", persons.UndoMerge.as_view(), name="merge_undo"),
    path("pegawai/<int:pk>/", persons.person_page, name="person"),
    path("pegawai/<int:pk>/ubah/", persons.ChangePerson.as_view(), name="person_change"),
    path("pegawai/<int:pk>/identitas/", persons.AddIdentity.as_view(), name="identity_add"),
    path("pegawai/<int:pk>/pendidikan/", persons.AddEducation.as_view(), name="education_add"),
    path("pegawai/<int:pk>/jabatan/", persons.Appoint.as_view(), name="appoint"),
    path("pegawai/<int:kept>/gabung/<int:gone>/", persons.MergePersons.as_view(), name="merge"),
    path("pegawai/<int:one>/bukan/<int:other>/", persons.keep_apart, name="keep_apart"),
    path("instansi/", agencies.AgencyList.as_view(), name="agency_list"),
    path("instansi/tambah/", agencies.AddAgency.as_view(), name="agency_add"),
    path("instansi/<int:pk>/", agencies.agency_page, name="agency"),
    path("instansi/<int:pk>/ubah/", agencies.ChangeAgency.as_view(), name="agency_change"),
    path("instansi/<int:pk>/ejaan/", agencies.AddSpelling.as_view(), name="spelling_add"),
    path("instansi/<int:pk>/ejaan/<int:alias>/hapus/", agencies.remove_spelling, name="spelling_remove"),
    path("instansi/<int:pk>/unit/", agencies.AddUnit.as_view(), name="unit_add"),
    path("instansi/<int:pk>/unit/<int:unit>/ejaan/", agencies.AddUnitSpelling.as_view(), name="unit_spelling_add"),
    path("instansi/<int:pk>/jabatan/", agencies.AddPosition.as_view(), name="position_add"),
    path("hari-libur/", calendars.HolidayList.as_view(), name="holiday_list"),
    path("hari-libur/tambah/", calendars.AddHolidays.as_view(), name="holiday_add"),
    path("hari-libur/<int:pk>/hapus/", calendars.RemoveHoliday.as_view(), name="holiday_remove"),
    path("pengguna/", accounts.AccountList.as_view(), name="account_list"),
    path("pengguna/undang/", accounts.Invite.as_view(), name="account_invite"),
    path("pengguna/<int:pk>/", accounts.account_page, name="account"),
    path("pengguna/<int:pk>/ubah/", accounts.ChangeAccount.as_view(), name="account_change"),
    path("pengguna/<int:pk>/undang/", accounts.invite_again, name="invite_again"),
    path("pengguna/<int:pk>/peran/", accounts.Grant.as_view(), name="grant"),
    path("pengguna/<int:pk>/peran/<int:grant>/akhiri/", accounts.EndRole.as_view(), name="end_role"),
    path("pengguna/<int:pk>/nonaktifkan/", accounts.Deactivate.as_view(), name="deactivate"),
    path("pengguna/<int:pk>/aktifkan/", accounts.Reactivate.as_view(), name="reactivate"),
    path("pengguna/<int:pk>/faktor-kedua/", accounts.ResetSecondFactor.as_view(), name="reset_second_factor"),
    path("pejabat-penanda-tangan/", offices.OfficeList.as_view(), name="office_list"),
    path("pejabat-penanda-tangan/tambah/", offices.AddOffice.as_view(), name="office_add"),
    path("pejabat-penanda-tangan/<int:pk>/", offices.office_page, name="office"),
    path("pejabat-penanda-tangan/<int:pk>/pejabat/", offices.AppointHolder.as_view(), name="holder_add"),
    path("pejabat-penanda-tangan/<int:pk>/jenis/", offices.SetOfficeKind.as_view(), name="office_kind"),
    path("pejabat-penanda-tangan/<int:pk>/pelimpahan/", offices.DelegateSigning.as_view(), name="delegation_add"),
    path(
        "pejabat-penanda-tangan/<int:pk>/pelimpahan/<int:delegation>/akhiri/",
        offices.EndDelegation.as_view(),
        name="delegation_end",
    ),
    path(
        "pejabat-penanda-tangan/<int:pk>/pejabat/<int:holder>/akhiri/", offices.EndHolder.as_view(), name="holder_end"
    ),
]
