import { fileURLToPath } from 'node:url';
import { constants } from 'node:zlib';
import CompressionPlugin from 'compression-webpack-plugin';
import CopyPlugin from 'copy-webpack-plugin';
import HtmlPlugin from 'html-webpack-plugin';
import webpack from 'webpack';

const root = fileURLToPath(new URL('.', import.meta.url));

/** Where manifest.xml says the add-in lives while it is developed; `--env base=…` puts another address in its place. */
const DEVELOPMENT_BASE = 'https://localhost:3000';

// Microsoft wants this very address: the script finds its parts next to itself, and Outlook's must be current.
const MICROSOFT_OFFICE_JS = 'https://appsforoffice.microsoft.com/lib/1/hosted/office.js';

const LAUNCH_EVENT = 'launch-event.js';

/**
 * Builds the pane and, on its own, the launch event: into dist/pane, or with `--env sandbox` into dist/sandbox/pane.
 *
 * - `--env office=<url>`: where office.js comes from
 * - `--env base=<url>`: the public address of the server, written into the built manifest and the launch event
 */
export default (env, { mode = 'production' }) => [pane(env, mode), launchEvent(env, mode)];

function pane({ sandbox = false, office = MICROSOFT_OFFICE_JS, base = DEVELOPMENT_BASE }, mode) {
  const production = mode === 'production';
  const withAddress = (text) => String(text).replaceAll(DEVELOPMENT_BASE, addressOf(base));

  return {
    mode,
    name: sandbox ? 'sandbox-pane' : 'pane',
    context: root,
    entry: {
      taskpane: './src/addin/taskpane.tsx',
      'sign-in': './src/addin/sign-in.ts',
      'signed-in': './src/addin/signed-in.ts',
      consented: './src/addin/consented.ts',
    },
    output: {
      path: outputFolder(sandbox),
      filename: '[name].[contenthash:8].js',
      cssFilename: '[name].[contenthash:8].css',
      assetModuleFilename: 'assets/[name].[contenthash:8][ext]',
      clean: { keep: (file) => file.startsWith(LAUNCH_EVENT) },
    },
    // What Mac Outlook's Safari 15 reads; Edge WebView2 and the evergreen browsers are far beyond.
    target: ['web', 'es2021'],
    devtool: production ? false : 'source-map',
    experiments: { css: true },
    module: {
      rules: [typescript(production, { jsc: { target: 'es2021' } }), { test: /\.(svg|png)$/, type: 'asset/resource' }],
    },
    optimization: {
      // React changes rarely and our code often: a new version of ours leaves it in the browser's cache.
      splitChunks: {
        chunks: 'all',
        cacheGroups: { react: { test: /node_modules\/(react|react-dom|scheduler)\//, name: 'react', priority: 10 } },
      },
      runtimeChunk: false,
    },
    plugins: [
      new HtmlPlugin({
        filename: 'taskpane.html',
        template: './src/addin/taskpane.html',
        chunks: ['taskpane'],
        office,
      }),
      new HtmlPlugin({ filename: 'sign-in.html', template: './src/addin/sign-in.html', chunks: ['sign-in'] }),
      new HtmlPlugin({ filename: 'consented.html', template: './src/addin/consented.html', chunks: ['consented'] }),
      new HtmlPlugin({ filename: 'launch-event.html', template: './src/addin/launch-event.html', chunks: [], office }),
      new HtmlPlugin({
        filename: 'signed-in.html',
        template: './src/addin/signed-in.html',
        chunks: ['signed-in'],
        office,
      }),
      new CopyPlugin({
        patterns: [
          { from: 'assets/icon*', to: '[path][name][ext]' },
          { from: 'manifest.xml', transform: withAddress },
          // Classic Outlook for Windows looks here which script may sign in and ask the server.
          {
            from: 'src/addin/microsoft-officeaddins-allowed.json',
            to: '.well-known/[name][ext]',
            transform: withAddress,
          },
        ],
      }),
      ...(production && !sandbox ? compressed() : []),
    ],
    ...alike(),
  };
}

/**
 * A browser of that year, to swc. Letters of all scripts are not spelled out for it: 90 KB, for rules of addresses that the
 * launch event does not use, and which are left out as they are.
 */
const OF_2016 = { targets: { chrome: '54' }, exclude: ['transform-unicode-property-regex'] };

/**
 * What Outlook runs by itself: one file with a name of its own, which the manifest says, and in words of 2016. Classic
 * Outlook for Windows before version 2403 knows no others, and times out at an `async`.
 */
function launchEvent({ sandbox = false, base = DEVELOPMENT_BASE }, mode) {
  const production = mode === 'production';
  return {
    mode,
    name: sandbox ? 'sandbox-launch-event' : 'launch-event',
    context: root,
    entry: './src/addin/launch-event.ts',
    output: { path: outputFolder(sandbox), filename: LAUNCH_EVENT },
    target: ['web', 'es2016'],
    devtool: false,
    module: { rules: [typescript(production, { env: OF_2016 })] },
    // While it is developed too: what nobody uses may be in words of today, and has to be left out.
    optimization: { concatenateModules: true, usedExports: true, minimize: true },
    plugins: [
      new webpack.DefinePlugin({ SERVER: JSON.stringify(addressOf(base)) }),
      ...(production && !sandbox ? compressed() : []),
    ],
    ...alike(),
  };
}

const outputFolder = (sandbox) => `${root}dist/${sandbox ? 'sandbox/pane' : 'pane'}`;

const typescript = (production, { jsc = {}, env }) => ({
  test: /\.tsx?$/,
  exclude: /node_modules/,
  loader: 'swc-loader',
  options: {
    env,
    jsc: {
      parser: { syntax: 'typescript', tsx: true },
      transform: { react: { runtime: 'automatic', development: !production } },
      ...jsc,
    },
  },
});

const alike = () => ({
  performance: { hints: false },
  stats: 'errors-warnings',
  cache: {
    type: 'filesystem',
    cacheDirectory: `${root}node_modules/.cache/webpack`,
    buildDependencies: { config: [fileURLToPath(import.meta.url)] },
  },
});

/** Compressed once here, as well as can be, so that the server only hands files out. */
function compressed() {
  const test = /\.(js|css|html|svg|xml)$/;
  return [
    new CompressionPlugin({
      test,
      filename: '[path][base].br',
      algorithm: 'brotliCompress',
      compressionOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } },
    }),
    new CompressionPlugin({ test, filename: '[path][base].gz', algorithm: 'gzip', compressionOptions: { level: 9 } }),
  ];
}

/** The address as the manifest needs it. Outlook loads nothing that is not https, and says nothing about it. */
function addressOf(base) {
  if (!URL.canParse(base) || new URL(base).protocol !== 'https:')
    throw new Error(`--env base=${base} is no https address.`);
  return base.replace(/\/+$/, '');
}
