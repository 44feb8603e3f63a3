return Netback.Properties.Commands.Cli.Run(args, Console.Out, Console.Error);
