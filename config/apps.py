from django.contrib.admin import apps


class AdministrationConfig(apps.AdminConfig):
    default = False  # named in settings; the app `config` itself has none of its own
    default_site = "config.administration.Administration"
