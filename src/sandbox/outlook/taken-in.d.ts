/** What webpack takes in: style sheets for their effect alone, pictures for their address. */
declare module '*.css';
declare module '*.png' {
  const address: string;
  export default address;
}
