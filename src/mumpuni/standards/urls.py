"""Addresses of the competency units."""

from django.urls import path

from mumpuni.standards import views

app_name = "standards"
urlpatterns = [
    path("unit-kompetensi/", views.units, name="units"),
    path("unit-kompetensi/unduh/", views.units_export, name="units_export"),
]
