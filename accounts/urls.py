from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("you/", views.you, name="you"),
    path("you/steadyback.<str:kind>", views.download, name="download"),
    path("you/bring/", views.bring, name="bring"),
    path("you/consent/", views.consent, name="consent"),
    path("you/merge/", views.merge, name="merge"),
    path("you/delete/", views.delete, name="delete"),
    path("deleted/", views.deleted, name="deleted"),
]
