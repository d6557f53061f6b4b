import type { Configuration } from 'webpack';

declare const outlookPage: Configuration;
export default outlookPage;
