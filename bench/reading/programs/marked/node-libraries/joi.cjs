const Joi = require('joi');

Joi.assert({ total: 'three' }, Joi.object({ total: Joi.number() })); //~ ValidationError | {\n  "total" [1]: "three"\n}\n\n[1] "total" must be a number
