from django.urls import path

from exercises import views

app_name = "exercises"
urlpatterns = [
    path("", views.index, name="index"),
    path("drawings/<str:name>.<str:kind>", views.drawings, name="drawings"),
    path("<slug:slug>/", views.detail, name="detail"),
]

learn = [
    path("", views.learn, name="index"),
    path("<slug:slug>/", views.lesson, name="lesson"),
]
