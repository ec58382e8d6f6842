/** @jest-environment jsdom */
const React = require('react');
const { render, screen } = require('@testing-library/react');

test('names the tea', () => {
  render(React.createElement('ul', null, React.createElement('li', null, 'milk')));
  screen.getByText('tea'); //~ TestingLibraryElementError | Unable to find an element with the text: tea.…
});
