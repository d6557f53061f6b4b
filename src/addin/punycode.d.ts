/** By its file: the bare name is Node's own, which a browser has not. */
declare module 'punycode/punycode.js' {
  const punycode: { toUnicode(domain: string): string };
  export default punycode;
}
