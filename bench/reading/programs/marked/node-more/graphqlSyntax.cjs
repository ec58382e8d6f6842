const { parse } = require('graphql');

parse('{ order(id: 7 { total } }'); //~> GraphQLError | Syntax Error: Expected Name, found "{".
