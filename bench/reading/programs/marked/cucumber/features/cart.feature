Feature: the cart
  Scenario: a total
    Given a cart with tea
    Then the total is 5
  Scenario: nothing known
    Given something else
