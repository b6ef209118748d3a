"""Addresses of the shell."""

from django.urls import path
from django.views.i18n import set_language

from mumpuni.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.home_page, name="home"),
    path("sw.js", views.service_worker, name="service_worker"),
    path("tampilan/", views.choose_theme, name="theme"),
    path("bahasa/", set_language, name="language"),
    path("panduan/", views.guide_page, name="guide_index"),
    path("panduan/<slug:slug>/", views.guide_page, name="guide"),
]
