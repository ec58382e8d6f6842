module.exports = { mode: 'development', entry: './' + process.env.ENTRY };
