import type { Estimate } from '@offprint/lab'
import type { Child } from 'hono/jsx'

import type { FormField } from '../forms/fields.ts'
import { duration, fileSize } from './quantity.ts'

type Props = {
  readonly action: string
  readonly fields: readonly FormField[]
  readonly values: Readonly<Record<string, unknown>>
  readonly issues: readonly { readonly path: string; readonly message: string }[]
  readonly estimate: Estimate
  readonly submit?: string
}

/** A method's form. Before the click it says which model runs, how long it takes, what would be fetched and what is missing. */
export function RunForm({ action, fields, values, issues, estimate, submit = 'Run' }: Props) {
  return (
    <form class="run-form" method="post" action={action}>
      {issues.length > 0 && <Issues issues={issues} fields={fields} />}
      <div class="fields">
        {fields.map((field) => (
          <Field field={field} value={values[field.name]} issue={issues.find(({ path }) => path === field.name)?.message} />
        ))}
      </div>
      <div class="run-row">
        <button type="submit" disabled={estimate.missing.length > 0}>
          {submit}
        </button>
        <EstimateLine estimate={estimate} />
      </div>
    </form>
  )
}

/** What a run would cost, in one line; what is missing stands under it with what to do. */
export function EstimateLine({ estimate }: { readonly estimate: Estimate }) {
  const parts = [
    estimate.model === null ? undefined : `model ${estimate.model}`,
    estimate.seconds === null ? 'not timed here yet' : `about ${duration(estimate.seconds)}`,
    estimate.downloads.length === 0 ? 'nothing to download' : `downloads ${estimate.downloads.map(downloadText).join(', ')}`,
    estimate.place <= 1 ? 'starts at once' : `place ${estimate.place} in the queue`,
  ].filter((part) => part !== undefined)
  return (
    <div class="estimate">
      {estimate.missing.length === 0 && <p>{parts.join(' · ')}</p>}
      {estimate.missing.map((text) => (
        <p class="missing">{text}</p>
      ))}
    </div>
  )
}

function downloadText({ name, sizeBytes }: Estimate['downloads'][number]): string {
  return sizeBytes === null ? name : `${name} (${fileSize(sizeBytes)})`
}

function Issues({ issues, fields }: Pick<Props, 'issues' | 'fields'>) {
  return (
    <div class="notice fails" role="alert">
      <h3>This could not be run</h3>
      <ul>
        {issues.map(({ path, message }) => (
          <li>
            {path !== '' && <b>{fields.find(({ name }) => name === path)?.title ?? path}: </b>}
            {message}
          </li>
        ))}
      </ul>
    </div>
  )
}

type FieldProps = { readonly field: FormField; readonly value: unknown; readonly issue: string | undefined }

function Field({ field, value, issue }: FieldProps) {
  const id = `field-${field.name}`
  const described = [field.description && `${id}-about`, issue && `${id}-issue`].filter(Boolean).join(' ') || undefined
  return (
    <div class={`field ${field.kind}`}>
      {field.kind === 'flag' ? (
        <div class="flag">
          <Control id={id} field={field} value={value} described={described} /> <label for={id}>{field.title}</label>
        </div>
      ) : (
        <>
          <label for={id}>{field.title}</label>
          <Control id={id} field={field} value={value} described={described} />
        </>
      )}
      {field.description !== undefined && (
        <p id={`${id}-about`} class="about">
          {field.description}
        </p>
      )}
      {issue !== undefined && (
        <p id={`${id}-issue`} class="issue">
          {issue}
        </p>
      )}
    </div>
  )
}

type ControlProps = { readonly id: string; readonly field: FormField; readonly value: unknown; readonly described: string | undefined }

function Control({ id, field, value, described }: ControlProps): Child {
  const shared = { id, name: field.name, 'aria-describedby': described }
  const text = value === undefined || value === null ? '' : String(value)
  switch (field.kind) {
    case 'long-text':
      return (
        <textarea {...shared} rows={6} required={field.required} maxlength={field.maxLength}>
          {text}
        </textarea>
      )
    case 'choice':
      return (
        <select {...shared}>
          {field.choices.map((choice) => (
            <option value={choice} selected={choice === text}>
              {choice}
            </option>
          ))}
        </select>
      )
    case 'flag':
      return <input {...shared} type="checkbox" value="on" checked={value === true || value === 'on'} />
    case 'number':
      return <input {...shared} type="number" value={text} min={field.min} max={field.max} step={field.step} required={field.required} />
    case 'text':
      return <input {...shared} type="text" value={text} required={field.required} maxlength={field.maxLength} />
  }
}
