const { useState } = require('react');

function count() {
  return useState(0); //~ TypeError | Cannot read properties of null (reading 'useState')
}
count();
