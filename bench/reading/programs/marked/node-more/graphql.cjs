const { buildSchema } = require('graphql');

const schema = buildSchema(`
  type Query { order(id: ID): Ordr }
`); //~> Error | Unknown type "Ordr".
console.log(schema);
