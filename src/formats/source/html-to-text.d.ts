declare module 'html-to-text' {
  export interface HtmlToTextOptions {
    /** The length of a line; false for any. */
    wordwrap?: number | false;
    limits?: { maxInputLength?: number | undefined };
    baseElements?: { selectors: readonly string[] };
    /** How the elements that CSS selectors name are written; where several fit, the most specific one counts. */
    selectors?: readonly { selector: string; format?: string; options?: Readonly<Record<string, unknown>> }[];
  }
  export function convert(html: string, options?: HtmlToTextOptions): string;
}
