import django
from django.conf import settings

if not settings.configured:
    settings.configure(INSTALLED_APPS=[], USE_TZ=True)
    django.setup()
from django.test import SimpleTestCase
from django.test.utils import get_runner


class CartTest(SimpleTestCase):
    def test_total(self):
        self.assertEqual(3, 4)  #~ AssertionError | 3 != 4

    def test_url(self):
        self.assertContains(None, "tea")  #~ AttributeError | 'NoneType' object has no attribute 'status_code'


if __name__ == "__main__":
    get_runner(settings)().run_tests(["django_cart"])
