module.exports = {
  mode: 'development',
  entry: './' + process.env.ENTRY,
  module: { rules: [{ test: /\.js$/, use: { loader: 'babel-loader', options: { presets: ['@babel/preset-env'] } } }] },
};
