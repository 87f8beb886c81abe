import { Argument, Command } from 'commander';
import { own } from '../domain/own';
import { type Verb, withExamples } from './flags/flags';

/** What each shell evaluates: it asks `cica __complete` for the words that fit. */
const scripts: { readonly [shell: string]: string } = {
  // bash breaks words at colons and equals signs: what stands before the last one is there already
  bash: `_cica() {
  local line="\${COMP_LINE:0:COMP_POINT}" current found
  local -a words
  read -ra words <<< "$line"
  [[ "$line" == *[[:space:]] ]] && words+=("")
  current="\${words[\${#words[@]}-1]}"
  local IFS=$'\\n'
  found="$(cica __complete -- "\${words[@]:1}" 2>/dev/null)"
  COMPREPLY=($found)
  if [[ "$current" == *[:=]* && "$COMP_WORDBREAKS" == *:* ]]; then
    COMPREPLY=("\${COMPREPLY[@]#"\${current%"\${current##*[:=]}"}"}")
  fi
  [[ \${#COMPREPLY[@]} == 1 && "\${COMPREPLY[0]}" == *: ]] && compopt -o nospace
}
complete -o default -F _cica cica
`,
  zsh: `#compdef cica
_cica() {
  local -a found
  found=("\${(@f)$(cica __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  [[ -n "$found[1]" ]] && compadd -- "\${found[@]}" || _files
}
compdef _cica cica
`,
  fish: `complete -c cica -f -a '(cica __complete -- (commandline -opc)[2..-1] (commandline -ct))'
complete -c cica -n '__fish_seen_subcommand_from import' -F
`,
};

/** `cica completion`: the script that makes a shell complete cica. */
export const verb: Verb = (context) => {
  const command = new Command('completion')
    .description(
      'Prints a script that makes the shell complete commands, flags, words of the vocabulary, and the references, bodies and parties of the register.',
    )
    .addArgument(new Argument('<shell>', 'the shell').choices(Object.keys(scripts)));
  withExamples(command, 'cica completion bash', 'cica completion zsh', 'cica completion fish');
  command.addHelpText(
    'after',
    `
Where it goes:
  bash  echo 'source <(cica completion bash)' >> ~/.bashrc
  zsh   echo 'source <(cica completion zsh)' >> ~/.zshrc
  fish  cica completion fish > ~/.config/fish/completions/cica.fish`,
  );
  return command.action((shell: string) => context.output.write(own(scripts, shell) ?? ''));
};
