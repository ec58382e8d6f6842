import unittest


class Cart(unittest.TestCase):
    def test_total(self):
        self.assertEqual(3 + 4, 8, "the sum")  #~ AssertionError | 7 != 8 : the sum

    def test_price(self):
        {"tea": 3}["milk"]  #~ KeyError | 'milk'

    def test_each(self):
        for name in ("tea", "milk"):
            with self.subTest(name=name):
                self.assertIn(name, ["tea"])  #~ AssertionError | 'milk' not found in ['tea']
