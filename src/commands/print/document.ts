import { readFile, stat } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import type { Context } from '../../context';
import { Problem, refused } from '../../domain/problem';
import { systemReason } from '../../domain/systemError';
import type { TextDocument } from '../../formats/document/textDocument';
import { isSameFile } from '../../store/paths';
import { type FileFlags, outputFlags } from '../flags/flags';
import { file, flag } from '../flags/values';

/** The formats of text documents. */
const documentFormats = ['markdown', 'html', 'docx'] as const;
type DocumentFormat = (typeof documentFormats)[number];

/** The flags of a command that writes a text document, as commander gives them. */
export interface DocumentFlags extends FileFlags {
  readonly format: DocumentFormat;
  readonly template?: string;
}

/** `--template`. */
export const templateOption = (): Option =>
  flag('--template <file>', 'write into this Word document, with its page size, header, footer and styles', file);

/** The flags of a list that can be written as a text document, too. */
export type ListOrDocumentFlags = Partial<Pick<DocumentFlags, 'template' | 'output'>> & { readonly format?: string };

/**
 * Whether the flags of a list ask for a text document.
 *
 * @throws Problem `usage` for a template of another format, and for one that would be replaced.
 */
export function asksForDocument<Flags extends ListOrDocumentFlags>(flags: Flags): flags is Flags & DocumentFlags {
  checkTemplate(flags);
  return flags.format === 'html' || flags.format === 'docx';
}

function checkTemplate({ format = 'table', template, output = '-' }: ListOrDocumentFlags): void {
  if (template === undefined) return;
  if (output !== '-' && isSameFile(template, output)) {
    throw new Problem('usage', `-o would replace the template ${template}`, 'name another file to write');
  }
  if (format === 'docx') return;
  const message = `--template is for Word documents, not for ${format}`;
  throw new Problem('usage', message, 'add --format docx, or -o FILE.docx');
}

/** Gives a command the flags with which it writes a text document. */
export function documentFlags(command: Command): Command {
  const format = new Option('--format <name>', 'how to write it').choices(documentFormats).default('markdown');
  return outputFlags(command.optionsGroup('Output:').addOption(format)).addOption(templateOption());
}

/** The checked format and template of a document. */
export interface DocumentTarget {
  readonly format: DocumentFormat;
  /** The Word document that it is written into. */
  readonly template?: { readonly path: string; readonly bytes: Uint8Array };
}

/**
 * Checks the format and output of a document, and reads its template.
 *
 * @throws Problem `usage` for a Word document that would go to a terminal, and for a template of another format; `failed` when
 *   the template cannot be read, `refused` when it is no Word document.
 */
export async function documentTarget({ output }: Context, flags: DocumentFlags): Promise<DocumentTarget> {
  checkTemplate(flags);
  const { format, template } = flags;
  if (format === 'docx' && output.isTerminal) {
    throw new Problem('usage', 'a terminal cannot show a Word document', 'name the file to write: -o FILE.docx');
  }
  if (template === undefined) return { format };
  return { format, template: { path: template, bytes: await readTemplate(template) } };
}

/** Writes a text document; `contents` names it in the final message: "the record of SOC-2023-12-12". */
export async function printDocument(
  context: Context,
  document: TextDocument,
  target: DocumentTarget,
  contents: string,
): Promise<void> {
  context.output.startPaging();
  if (context.outputFile !== undefined) context.outputFile.contents = contents;
  const data = await documentData(document, target);
  // terminals print direction marks as escape codes
  const shown = context.output.isTerminal ? String(data).replaceAll(/[\u2068\u2069]/g, '') : data;
  await context.output.writeData(shown);
}

async function documentData(
  document: TextDocument,
  { format, template }: DocumentTarget,
): Promise<string | Uint8Array> {
  if (format === 'html') return (await import('../../formats/document/html')).htmlText(document);
  if (format === 'markdown') return (await import('../../formats/document/markdown')).markdownText(document);
  if (template === undefined) return (await import('../../formats/document/docx/docx')).docxBytes(document);
  const { docxInTemplate } = await import('../../formats/document/docx/template');
  return docxInTemplate(document, template.bytes).catch((error: unknown) => {
    const { kind, message, advice } = Problem.of(error);
    throw new Problem(kind, `the template ${template.path} cannot be used: ${message}`, advice);
  });
}

/** The largest template, in bytes. */
const templateLimit = 20_000_000;

async function readTemplate(path: string): Promise<Uint8Array> {
  try {
    const found = await stat(path);
    // a pipe or a device may never end
    if (!found.isFile()) throw refused(`the template ${path} is not a file`, 'name a .docx file');
    if (found.size > templateLimit) {
      throw refused(`the template ${path} has more than 20 MB`, 'use a template without large pictures');
    }
    return await readFile(path);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(
      'failed',
      `the template ${path} cannot be read: ${systemReason(error)}`,
      'check the name and the permissions',
    );
  }
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

/** Writes plain text, or the same content as a text document, depending on the format. */
export async function printText(
  { output }: Context,
  { format }: TextFlags,
  as: { readonly text: () => string; readonly document: () => TextDocument },
): Promise<void> {
  output.startPaging();
  if (format === 'text') return output.write(as.text());
  await output.writeData(await documentData(as.document(), { format }));
}
