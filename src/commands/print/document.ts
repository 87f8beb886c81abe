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

async function documentData(document: TextDocument, { format }: DocumentFlags): Promise<string | Uint8Array> {
  if (format === 'html') return (await import('../../formats/document/html')).htmlText(document);
  return (await import('../../formats/document/markdown')).markdownText(document);
}
