import type { Context } from '../../context';
import { Directory } from '../../register/directory';
import { loadSource } from './loadSource';

/** `cica draft --prompt`: prints the task for a language model, and sends it nowhere. */
export async function printPrompt(context: Context, name: string): Promise<void> {
  const register = await context.register();
  const { text, sha256 } = await loadSource(context, name);
  const { promptText } = await import('../../draft/prompt');
  const bodies = [...(await Directory.load(register, 'body')).all()];
  const parties = [...(await Directory.load(register, 'party')).all()];
  await context.output.writeData(promptText({ text, sha256, bodies, parties }));
}
