/** A style sheet is imported for its effect; webpack links it from the page. */
declare module '*.css';
