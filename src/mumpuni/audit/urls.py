"""Addresses of the trail."""

from django.urls import path

from mumpuni.audit import views

app_name = "audit"
urlpatterns = [
    path("audit/", views.EventList.as_view(), name="event_list"),
    path("audit/<int:pk>/", views.event_page, name="event"),
    path("audit/putusan/<uuid:pk>/", views.decision_page, name="decision"),
]
