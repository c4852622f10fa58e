from django.urls import path

from accounts import views
from accounts.intake import pages
from accounts.intake import views as intake

app_name = "accounts"
urlpatterns = [
    path("intake/", intake.intake, name="intake"),
    path("intake/begin/", intake.begin, name="begin"),
    path("intake/stop/", intake.stop, name="stop"),
    path("intake/answers/", intake.answers, name="answers"),
    path("intake/finish/", intake.finish, name="finish"),
    path("intake/changes/", intake.changes, name="changes"),
    path("intake/<slug:slug>/", intake.question, name="question"),
    path("profile/", pages.profile_page, name="profile"),
    path("help/", pages.help_page, name="help"),
    path("about/", pages.about, name="about"),
    path("you/", views.you, name="you"),
    path("you/steadyback.<str:kind>", views.download, name="download"),
    path("you/bring/", views.bring, name="bring"),
    path("you/consent/", views.consent, name="consent"),
    path("you/merge/", views.merge, name="merge"),
    path("you/delete/", views.delete, name="delete"),
    path("deleted/", views.deleted, name="deleted"),
]
