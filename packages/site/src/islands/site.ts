/** What every page gains from scripts, and can do without: keys, the numbers behind a token, files into text fields. */
function start(): void {
  for (const hint of document.querySelectorAll<HTMLElement>('.masthead-search kbd')) hint.hidden = false
  for (const area of document.querySelectorAll<HTMLTextAreaElement>('.run-form textarea')) area.parentElement?.append(filePicker(area))
  document.addEventListener('keydown', onKey)
  document.addEventListener('click', onClick)
}

function onKey(event: KeyboardEvent): void {
  const typing = event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && event.target instanceof HTMLTextAreaElement)
    event.target.form?.requestSubmit()
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return
  if (event.key === '/') focusSearch(event)
  if (event.key === 't') for (const table of document.querySelectorAll<HTMLDetailsElement>('[data-token-table]')) table.open = !table.open
}

function focusSearch(event: KeyboardEvent): void {
  event.preventDefault()
  document.querySelector<HTMLInputElement>('#masthead-query')?.focus()
}

function onClick({ target }: MouseEvent): void {
  if (!(target instanceof HTMLElement) || target.dataset.score === undefined) return
  const view = target.closest('.token-view')
  const numbers = view?.querySelector('.token-numbers')
  if (!view || !numbers) return
  for (const token of view.querySelectorAll('.token.chosen')) token.classList.remove('chosen')
  target.classList.add('chosen')
  numbers.textContent = [`“${target.textContent}”`, target.dataset.score, target.dataset.note].filter(Boolean).join(' · ')
}

function filePicker(area: HTMLTextAreaElement): HTMLLabelElement {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = 'text/*,.txt,.md,.json,.csv,.tex'
  input.addEventListener('change', async () => {
    const file = input.files?.[0]
    if (file) area.value = await file.text()
  })
  const label = document.createElement('label')
  label.className = 'file-picker'
  label.append('or open a file', input)
  return label
}

start()
