import django
from django.conf import settings
from django.http import JsonResponse
from django.urls import path


def prices(request):
    found = {"tea": 3}
    return JsonResponse({"price": found["milk"]})  #~ KeyError | 'milk'


urlpatterns = [path("prices", prices)]
settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], LOGGING_CONFIG=None)
django.setup()

from django.test import Client

Client(raise_request_exception=False).get("/prices")
