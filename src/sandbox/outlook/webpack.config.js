import { fileURLToPath } from 'node:url';
import HtmlWebpackPlugin from 'html-webpack-plugin';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** The page that plays Outlook, built into dist/sandbox/outlook. */
export default {
  mode: 'production',
  entry: here('outlook.ts'),
  output: {
    path: here('../../../dist/sandbox/outlook'),
    filename: 'outlook.[contenthash].js',
    cssFilename: 'outlook.[contenthash].css',
    clean: true,
  },
  devtool: 'source-map',
  experiments: { css: true },
  performance: false,
  module: {
    rules: [
      {
        test: /\.ts$/,
        loader: 'swc-loader',
        options: { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } },
      },
      { test: /\.png$/, type: 'asset/inline' },
    ],
  },
  plugins: [new HtmlWebpackPlugin({ template: here('outlook.html') })],
};
