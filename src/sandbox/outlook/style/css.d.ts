/** Style sheets are taken in by webpack for their effect alone. */
declare module '*.css';
