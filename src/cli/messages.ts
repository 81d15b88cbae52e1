import { defineMessages } from '../messages/message.ts';

export const cliMessages = defineMessages({
  unexpected: {
    id: 'EGERIA-INTEGRATE-CLI-500-001',
    text: 'Something unexpected happened',
    systemAction: 'The command ended. What was written by then is kept.',
    userAction: 'This is a fault of egeria-integrate: run again with --debug and report what it shows.',
  },
  reportNotWritten: {
    id: 'EGERIA-INTEGRATE-CLI-403-001',
    text: 'The report file cannot be written',
    systemAction: 'Nothing is left of the report; what was there before is as it was.',
    userAction: 'Check that the folder exists and may be written to, and that there is room.',
  },
  outputNotWritten: {
    id: 'EGERIA-INTEGRATE-CLI-507-001',
    text: 'The output could not be written',
    systemAction: 'The command did its work; what it printed is not whole.',
    userAction: 'See the cause; make room where the output goes, then run the command again.',
  },
  unknownProvider: {
    id: 'EGERIA-INTEGRATE-CLI-404-001',
    text: 'There is no connector of this name',
    systemAction: 'Nothing was done.',
    userAction: 'Which connectors there are: egeria-integrate connectors list',
  },
  notAConnectorName: {
    id: 'EGERIA-INTEGRATE-CLI-400-005',
    text: 'No connector can be called so',
    systemAction: 'Nothing was written.',
    userAction:
      'Name the technology in small letters, digits and hyphens, such as kafka-topics; a package may have a scope before it.',
  },
  folderExists: {
    id: 'EGERIA-INTEGRATE-CLI-409-002',
    text: 'There is something in this place already',
    systemAction: 'Nothing was written.',
    userAction: 'Choose another name, or move it away.',
  },
  unknownType: {
    id: 'EGERIA-INTEGRATE-CLI-404-002',
    text: 'There is no open metadata type of this name',
    systemAction: 'Nothing was done.',
    userAction: 'Which types there are: egeria-integrate types',
  },
  unknownMessage: {
    id: 'EGERIA-INTEGRATE-CLI-404-003',
    text: 'There is no message with this id',
    systemAction: 'Nothing was done.',
    userAction: 'Copy the whole id, as it stands beside the message.',
  },
  notANumber: {
    id: 'EGERIA-INTEGRATE-CLI-400-001',
    text: 'This option takes a whole number greater than zero',
    systemAction: 'Nothing was done.',
    userAction: 'Correct it.',
  },
  missingAnswers: {
    id: 'EGERIA-INTEGRATE-CLI-400-002',
    text: 'Nobody can be asked here, and options are missing',
    systemAction: 'Nothing was done.',
    userAction: 'Give them, or run the command at a terminal.',
  },
  notASetting: {
    id: 'EGERIA-INTEGRATE-CLI-400-003',
    text: 'This is no setting',
    systemAction: 'Nothing was done.',
    userAction: 'Write it as key=value. Which keys there are: egeria-integrate connectors describe',
  },
  notAPlaceholder: {
    id: 'EGERIA-INTEGRATE-CLI-400-004',
    text: 'This is no value of a placeholder',
    systemAction: 'Nothing was done.',
    userAction: 'Write it as NAME=VALUE, with the name that stands in the document between ~{ and }~.',
  },
  definitionExists: {
    id: 'EGERIA-INTEGRATE-CLI-409-001',
    text: 'There is a daemon definition already',
    systemAction: 'It was left as it is.',
    userAction: 'Add a connector to it with `egeria-integrate add CONNECTOR`, or name another file.',
  },
  definitionNotWritten: {
    id: 'EGERIA-INTEGRATE-CLI-403-002',
    text: 'The daemon definition cannot be written',
    systemAction: 'What was there before is as it was.',
    userAction: 'Check that the folder exists and may be written to, and that there is room.',
  },
});
