Feature: the cart

  Scenario: a total
    Given a cart with tea
    When milk is added
    Then the total is 5
