"""The product's URLs and, behind the same middleware, the view that does nothing: the second floor."""

from config.urls import urlpatterns as product
from tests.bench.bare import urlpatterns as bare

urlpatterns = [*bare, *product]
