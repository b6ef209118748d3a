"""Addresses of the public pages of the rules."""

from django.urls import path

from mumpuni.config.rules_pages import views

app_name = "rules"
urlpatterns = [
    path("", views.rule_list, name="list"),
    path("katalog/", views.catalogue_list, name="catalogues"),
    path("katalog/<str:regulation>/<str:catalogue>/", views.catalogue_page, name="catalogue"),
    path("tafsir/", views.reading_list, name="readings"),
    path("edisi/", views.edition_list, name="editions"),
    path("<str:regulation>/<str:name>/", views.rule_page, name="rule"),
]
