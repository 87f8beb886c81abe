import { type Command, Option } from 'commander';
import type { Context } from '../../context';
import type { TextDocument } from '../../formats/document/textDocument';
import { type FileFlags, outputFlags } from '../flags/flags';

/** The formats of text documents. */
const documentFormats = ['markdown', 'html'] as const;
type DocumentFormat = (typeof documentFormats)[number];

/** The flags of a command that writes a text document, as commander gives them. */
export interface DocumentFlags extends FileFlags {
  readonly format: DocumentFormat;
}

/** Gives a command the flags with which it writes a text document. */
export function documentFlags(command: Command): Command {
  const format = new Option('--format <name>', 'how to write it').choices(documentFormats).default('markdown');
  return outputFlags(command.optionsGroup('Output:').addOption(format));
}

/** Writes a text document in the format asked for. */
export async function printDocument(context: Context, document: TextDocument, flags: DocumentFlags): Promise<void> {
  context.output.startPaging();
  await context.output.writeData(await documentData(document, flags));
}

async function documentData(
  document: TextDocument,
  { format }: Pick<DocumentFlags, 'format'>,
): Promise<string | Uint8Array> {
  if (format === 'html') return (await import('../../formats/document/html')).htmlText(document);
  return (await import('../../formats/document/markdown')).markdownText(document);
}

/** The flags of a command that writes text to be read at once, or a text document, as commander gives them. */
export interface TextFlags extends FileFlags {
  readonly format: 'text' | 'markdown' | 'html';
}

/** Gives a command the flags with which it writes text to be read at once, or a text document. */
export function textFlags(command: Command): Command {
  const format = new Option('--format <name>', 'how to write it').choices(['text', 'markdown', 'html']).default('text');
  return outputFlags(command.optionsGroup('Output:').addOption(format));
}

/** Writes a text, or the same as a text document, in the format asked for. */
export async function printText(
  { output }: Context,
  { format }: TextFlags,
  as: { readonly text: () => string; readonly document: () => TextDocument },
): Promise<void> {
  output.startPaging();
  if (format === 'text') return output.write(as.text());
  await output.writeData(await documentData(as.document(), { format }));
}
