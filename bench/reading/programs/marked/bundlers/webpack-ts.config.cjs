module.exports = {
  mode: 'development',
  entry: './' + process.env.ENTRY,
  resolve: { extensions: ['.ts', '.js'] },
  module: { rules: [{ test: /\.ts$/, use: 'ts-loader' }] },
};
