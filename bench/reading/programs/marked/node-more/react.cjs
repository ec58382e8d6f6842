const React = require('react');
const { renderToString } = require('react-dom/server');

function Total({ order }) {
  return React.createElement('b', null, order.total); //~ TypeError | Cannot read properties of undefined (reading 'total')
}
renderToString(React.createElement(Total));
