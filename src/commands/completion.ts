import { Argument, Command } from 'commander';
import { ownValue } from '../domain/ownValue';
import { type Verb, withExamples } from './flags/flags';

/**
 * The script for each shell. It passes the line up to the cursor to `cica __complete`, which answers with the matching
 * words. cica parses the quotes itself: a shell would have to evaluate them, and run commands inside them.
 */
export const completionScripts: { readonly [shell: string]: string } = {
  // bash does not pass on the assignments before the command
  bash: `_cica() {
  local one kind
  COMPREPLY=()
  {
    IFS= read -r kind
    while IFS= read -r one; do COMPREPLY+=("$one"); done
  } < <(cica __complete bash "\${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" "$COMP_TYPE" 2>/dev/null)
  if [[ "$kind" == files ]] && ! compopt -o default 2>/dev/null; then
    # bash 3.2, which macOS has
    while IFS= read -r one; do COMPREPLY+=("$one"); done < <(compgen -f -- "$2")
  fi
  [[ \${#COMPREPLY[@]} == 1 && "\${COMPREPLY[0]}" == *: ]] && compopt -o nospace 2>/dev/null
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
# zsh loads this file as the function itself where it lies in fpath
if [[ "$funcstack[1]" == _cica ]]; then
  _cica "$@"
else
  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }
  compdef _cica cica
fi
`,
  // a line is asked about once, for both of the conditions
  fish: `function __cica_ask
  set -l line (commandline -cp | string collect)
  if test "$line $status_generation" != "$__cica_line"
    set -g __cica_line "$line $status_generation"
    set -g __cica_found (cica __complete fish "$line" 2>/dev/null)
  end
end
function __cica_files
  __cica_ask
  test "$__cica_found[1]" = files
end
function __cica_words
  __cica_ask
  string join -- \\n $__cica_found[2..-1]
end
complete -c cica -f
complete -c cica -n __cica_files -F
complete -c cica -n 'not __cica_files' -f -a '(__cica_words)'
`,
  // the words are passed on in the quotes of a POSIX shell, which cica reads
  powershell: `Register-ArgumentCompleter -Native -CommandName cica -ScriptBlock {
  param($word, $command, $cursor)
  $words = $command.CommandElements | Where-Object { $_.Extent.StartOffset -lt $cursor } | ForEach-Object {
    $text = if ($null -ne $_.Value) { "$($_.Value)" } else { $_.Extent.Text }
    "'" + $text.Replace("'", "'\\''") + "'"
  }
  $line = $words -join ' '
  if ($word -eq '') { $line += ' ' }
  $encoding = [Console]::OutputEncoding
  [Console]::OutputEncoding = [System.Text.UTF8Encoding]::new($false)
  try { $kind, $found = @(cica __complete powershell $line 2>$null) } finally { [Console]::OutputEncoding = $encoding }
  if ($kind -ne 'words') { return }
  foreach ($one in $found) {
    $text, $about = $one -split "\`t", 2
    $inserted = if ($text -match '[\\s''"\`$;(){}|&<>@#]') { "'" + $text.Replace("'", "''") + "'" } else { $text }
    $shown = if ($about) { $about } else { $text }
    [System.Management.Automation.CompletionResult]::new($inserted, $text, 'ParameterValue', $shown)
  }
}
`,
};

/** `cica completion`: prints the script that makes a shell complete cica. */
export const verb: Verb = (context) => {
  const command = new Command('completion')
    .description(
      'Prints a script that makes the shell complete commands, flags, words of the vocabulary, and the references, bodies and parties of the register.',
    )
    .addArgument(new Argument('<shell>', 'the shell').choices(Object.keys(completionScripts)));
  withExamples(
    command,
    'cica completion bash',
    'cica completion zsh',
    'cica completion fish',
    'cica completion powershell',
  );
  command.addHelpText(
    'after',
    `
Where it goes:
  bash        echo 'eval "$(cica completion bash)"' >> ~/.bashrc
  zsh         echo 'source <(cica completion zsh)' >> ~/.zshrc
  fish        cica completion fish > ~/.config/fish/completions/cica.fish
  powershell
    Add-Content $PROFILE 'cica completion powershell | Out-String | iex'

In bash, completion does not see CICA_DB=FILE before the command: export it,
or use --db.`,
  );
  return command.action((shell: string) => context.output.write(ownValue(completionScripts, shell) ?? ''));
};
