/** @jest-environment jsdom */
const React = require('react');
const { render, screen } = require('@testing-library/react');

function Orders({ orders }) {
  return React.createElement('ul', null, orders.length); //~ TypeError | Cannot read properties of undefined (reading 'length')
}

test('shows the orders', () => {
  render(React.createElement(Orders));
});
