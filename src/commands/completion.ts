import { Argument, Command } from 'commander';
import { own } from '../domain/own';
import { type Verb, withExamples } from './flags/flags';

/**
 * What each shell evaluates. It asks `cica __complete` for the words that fit, with the line up to the cursor: its quotes are
 * read there, since a shell could only evaluate them, and so run what stands in them.
 */
const scripts: { readonly [shell: string]: string } = {
  // bash does not tell of assignments before the command
  bash: `_cica() {
  local one kind
  COMPREPLY=()
  {
    IFS= read -r kind
    while IFS= read -r one; do COMPREPLY+=("$one"); done
  } < <(cica __complete bash "\${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" "$COMP_TYPE" 2>/dev/null)
  [[ "$kind" == files ]] && compopt -o default
  [[ \${#COMPREPLY[@]} == 1 && "\${COMPREPLY[0]}" == *: ]] && compopt -o nospace
}
complete -F _cica cica
`,
  zsh: `#compdef cica
_cica() {
  local one word
  local -a found line assigned names roles shownNames shownRoles
  line=("\${(@z)LBUFFER}")
  # the assignments before the command
  local place=\${line[(I)\${(b)words[1]}]}
  while (( --place > 0 )) && [[ "\${line[place]}" == [[:alpha:]_]*=* ]]; do assigned=("\${line[place]}" "\${assigned[@]}"); done
  found=("\${(@f)$(cica __complete zsh "\${(j: :)assigned} \${(j: :)words[1,CURRENT-1]} $QIPREFIX$PREFIX" 2>/dev/null)}")
  if [[ "$found[1]" == files ]]; then
    compset -P '--*='
    _files
    return
  fi
  for one in "\${(@)found[2,-1]}"; do
    word="\${one%%$'\\t'*}"
    one="\${one/$'\\t'/  -- }"
    if [[ "$word" == *: ]]; then roles+=("$word") shownRoles+=("$one"); else names+=("$word") shownNames+=("$one"); fi
  done
  (( \${#names} )) && compadd -U -l -d shownNames -a names
  (( \${#roles} )) && compadd -U -l -S '' -d shownRoles -a roles
}
compdef _cica cica
`,
  fish: `function __cica_complete
  set -l token (commandline -ct)
  set -l found (cica __complete fish (commandline -cp | string collect) 2>/dev/null)
  if test "$found[1]" = files
    set -l flag (string match -r -- '^--[^=]*=' $token; or echo)
    for path in (__fish_complete_path (string replace -r -- '^--[^=]*=' '' $token))
      string join -- \\n $flag$path
    end
  else
    string join -- \\n $found[2..-1]
  end
end
complete -c cica -f -a '(__cica_complete)'
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
