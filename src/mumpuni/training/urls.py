"""Addresses of the programme."""

from django.urls import path

from mumpuni.training.views import curriculum, nominations, seasons

app_name = "training"
urlpatterns = [
    path("musim/", seasons.SeasonList.as_view(), name="season_list"),
    path("musim/baru/", seasons.new, name="season_new"),
    path("musim/<int:pk>/", seasons.detail, name="season_detail"),
    path("musim/<int:pk>/buka/", seasons.set_open, name="season_open"),
    path("musim/<int:pk>/tutup/", seasons.set_closed, name="season_close"),
    path("musim/<int:pk>/kurikulum/", curriculum.page, name="curriculum"),
    path("musim/<int:pk>/kurikulum/<slug:level>/<slug:kind>/", curriculum.name, name="curriculum_name"),
    path("kurikulum/<int:pk>/lepas/", curriculum.drop, name="curriculum_drop"),
    path("angkatan/<int:pk>/", nominations.BatchPage.as_view(), name="batch_detail"),
    path("angkatan/<int:pk>/ubah/", seasons.change_batch, name="batch_change"),
    path("angkatan/<int:pk>/tindak/", nominations.act, name="nominations_act"),
    path("usulan/", nominations.NominationList.as_view(), name="nomination_list"),
    path("usulan/kirim/", nominations.send, name="nomination_send"),
    path("usulan/<int:pk>/", nominations.detail, name="nomination_detail"),
]
